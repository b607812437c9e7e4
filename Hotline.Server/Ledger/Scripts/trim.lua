-- Purpose: drops journal entries that SQL has, and the command ids they remember.
-- Guarantee: keeps the last ARGV[3] entries; never drops one after ARGV[2]; at most ARGV[4] a call; commands issued before the
--   last dropped entry are refused from then on instead of being run twice.
-- KEYS: 1 meta HASH, 2 journal HASH, 3 commands HASH
-- ARGV: 1 epoch, 2 recorded up to, 3 entries to keep, 4 most a call
-- Returns: number of entries dropped
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'sequence', 'trimmed')
if meta[1] ~= ARGV[1] then return 0 end
local from = tonumber(meta[3] or '0') + 1
local to = math.min(tonumber(ARGV[2]), tonumber(meta[2]) - tonumber(ARGV[3]), from + tonumber(ARGV[4]) - 1)
local dropped = 0
local forgotten = nil
for sequence = from, to do
  local field = string.format('%.0f', sequence)
  local entry = redis.call('HGET', KEYS[2], field)
  if entry then
    local at, command = string.match(entry, '^[^|]*|[^|]*|([^|]*)|[^|]*|[^|]*|[^|]*|([^\n]*)\n')
    redis.call('HDEL', KEYS[2], field)
    if command then
      redis.call('HDEL', KEYS[3], command)
      forgotten = at
    end
  end
  dropped = dropped + 1
end
if dropped > 0 then
  redis.call('HSET', KEYS[1], 'trimmed', string.format('%.0f', to))
  if forgotten then redis.call('HSET', KEYS[1], 'forgotten', forgotten) end
end
return dropped
