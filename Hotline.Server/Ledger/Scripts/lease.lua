-- Purpose: takes or renews a lease.
-- Guarantee: one holder at a time while its life runs.
-- KEYS: 1 lease STRING
-- ARGV: 1 holder, 2 life (ms)
-- Returns: 1 held by the caller, 0 by somebody else
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
