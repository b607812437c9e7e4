-- Purpose: refuses commits to a line until the next publish.
-- Guarantee: changes nothing but one mark; a line without a floor stays without.
-- KEYS: 1 meta HASH
-- ARGV: none
-- Returns: 1 closed, 0 there was no floor
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'closed', '1')
return 1
