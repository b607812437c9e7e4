-- Purpose: refuses commits to one epoch of a line until the next publish.
-- Guarantee: changes nothing but one mark; a line without a floor, or with another epoch, stays as it is.
-- KEYS: 1 meta HASH
-- ARGV: 1 epoch
-- Returns: 1 closed, 0 there was no floor of this epoch
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'closed', '1')
return 1
