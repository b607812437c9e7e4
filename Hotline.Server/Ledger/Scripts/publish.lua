-- Purpose: makes a floor built under new keys the current one.
-- Guarantee: one write; nothing happens when another epoch than the one replaced is current.
-- KEYS: 1 meta HASH
-- ARGV: 1 epoch replaced ('0' = none), 2 new epoch, 3 tag, 4 now (ms), 5 hint channel,
--   6 whether to note the run of Redis ('1'), so that a restarted or promoted one is known for another
-- Returns: 1 published, 0 another epoch is current
local current = redis.call('HGET', KEYS[1], 'epoch')
if current and current ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[2], 'sequence', '0', 'tag', ARGV[3], 'at', ARGV[4], 'forgotten', '0', 'trimmed', '0')
if ARGV[6] == '1' then
  redis.call('HSET', KEYS[1], 'run', string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') or '')
end
redis.call('PUBLISH', ARGV[5], ARGV[2] .. '|0')
return 1
