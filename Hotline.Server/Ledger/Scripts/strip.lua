-- Purpose: counts what SQL has of a journal, and forgets the sealed texts that came with it.
-- Guarantee: leaves what lies after ARGV[2] alone; looks at no more than ARGV[3] entries a call; does nothing in another epoch.
-- KEYS: 1 meta HASH, 2 journal HASH, 3 sealed HASH
-- ARGV: 1 epoch, 2 recorded up to, 3 most a call
-- Returns: number of recorded entries still to look at
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'recorded', 'stripped')
if meta[1] ~= ARGV[1] then return 0 end
local entry = redis.call('HGET', KEYS[2], ARGV[2])
local total = entry and string.match(entry, '^[^|]*|[^|]*|[^|]*|[^|]*|[^|]*|([^|]*)|')
if total and tonumber(total) > tonumber(meta[2] or '0') then redis.call('HSET', KEYS[1], 'recorded', total) end

local from, to = tonumber(meta[3] or '0') + 1, tonumber(ARGV[2])
if from > to then return 0 end
local last = to
if redis.call('EXISTS', KEYS[3]) == 1 then
  last = math.min(to, from + tonumber(ARGV[3]) - 1)
  for sequence = from, last do redis.call('HDEL', KEYS[3], string.format('%.0f', sequence)) end
end
redis.call('HSET', KEYS[1], 'stripped', string.format('%.0f', last))
return to - last
