-- Purpose: gives a lease back.
-- Guarantee: only its holder can.
-- KEYS: 1 lease STRING
-- ARGV: 1 holder
-- Returns: 1 released, 0 not held by the caller
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
