-- Purpose: where a line's journal stands, and whether this is still the run of Redis that its floor was published to.
-- Guarantee: reads only.
-- KEYS: 1 meta HASH
-- ARGV: 1 whether to compare the run of Redis ('0' for an engine that lives and dies with its process)
-- Returns: nil without a floor | {epoch, sequence, tag, 1 closed or 0, 1 another run of Redis or 0}
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'sequence', 'tag', 'closed', 'run')
if not meta[1] then return nil end
local restarted = 0
if ARGV[1] == '1' and meta[5] and string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') ~= meta[5] then restarted = 1 end
return {meta[1], meta[2], meta[3], meta[4] and 1 or 0, restarted}
