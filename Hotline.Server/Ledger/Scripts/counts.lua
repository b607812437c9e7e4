-- Purpose: how many of everything a line's floor has, at one sequence; what the auditor compares.
-- Guarantee: reads only.
-- KEYS: 1 meta HASH, 2 floor HASH, 3 waiting ZSET, 4 journal HASH (2-4 of one epoch)
-- ARGV: 1 epoch
-- Returns: nil when another epoch is current | {sequence, entities, waiting, journal entries, trimmed up to}
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'sequence', 'trimmed')
if meta[1] ~= ARGV[1] then return nil end
return {meta[2], redis.call('HLEN', KEYS[2]), redis.call('ZCARD', KEYS[3]), redis.call('HLEN', KEYS[4]), meta[3] or '0'}
