-- Purpose: writes the waiting ZSET anew from a floor the auditor knows.
-- Guarantee: only while that floor is the current one, at exactly that sequence; all or nothing.
-- KEYS: 1 meta HASH, 2 waiting ZSET
-- ARGV: 1 epoch, 2 sequence, then per waiting contact: rank, id
-- Returns: 1 written, 0 the floor has moved
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'sequence')
if meta[1] ~= ARGV[1] or meta[2] ~= ARGV[2] then return 0 end
redis.call('DEL', KEYS[2])
for i = 3, #ARGV, 2 do redis.call('ZADD', KEYS[2], ARGV[i], ARGV[i + 1]) end
return 1
