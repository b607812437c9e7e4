-- Purpose: the one write of a line's floor: an entity set, its queue places and its journal entry, or nothing.
-- Guarantee: everything is compared before the first write; the entry's sequence follows the last one without a gap;
--   a command id that committed before returns that commit; a history that does not contain what the caller has seen of it
--   is never continued; what is bounded is refused while too much waits for SQL; no business rule lives here.
-- KEYS: 1 meta HASH, 2 floor HASH, 3 waiting ZSET, 4 journal HASH, 5 commands HASH, 6 leases ZSET, 7 sealed HASH (all of one line, 2-5 and 7 of one epoch)
-- ARGV: 1 epoch, 2 command id, 3 issued at (ms, 0 = unsaid), 4 now (ms), 5 tag, 6 entry's head JSON, 7 hint channel,
--   8 sequence the caller has seen, 9 its tag,
--   10 number of reads R, then R x (field, version); then number of writes W, then W x (field, JSON or '', rank or '' or '-');
--   then number of guards G, then G x (worker, lease value); then sealed text beside the entry or '', most unrecorded bytes (0 = any)
-- Returns: {'committed', sequence, at, previous tag} | {'moved', field, value or '', ...} | {'repeated', entry}
--   | {'epoch', current or ''} | {'behind'} | {'stale'} | {'guarded'} | {'full'}
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'sequence', 'tag', 'at', 'forgotten', 'closed', 'appended', 'recorded')
local epoch = meta[1]
if not epoch or epoch ~= ARGV[1] or meta[6] then
  return {'epoch', (not meta[6]) and epoch or ''}
end

local seen = tonumber(ARGV[8])
if tonumber(meta[2]) < seen then return {'behind'} end
local tag = meta[3]
if tonumber(meta[2]) > seen then
  -- Trimmed entries are recorded ones: nothing to compare with, and nothing to lose.
  local entry = redis.call('HGET', KEYS[4], ARGV[8])
  tag = entry and string.match(entry, '^[^|]*|[^|]*|[^|]*|([^|]*)|') or ARGV[9]
end
if tag ~= ARGV[9] then return {'behind'} end

local earlier = redis.call('HGET', KEYS[5], ARGV[2])
if earlier then
  local entry = redis.call('HGET', KEYS[4], earlier)
  if entry then return {'repeated', entry} end
  return {'stale'}
end
if meta[5] and ARGV[3] ~= '0' and tonumber(ARGV[3]) < tonumber(meta[5]) then return {'stale'} end

local at = 10
local reads = tonumber(ARGV[at])
local moved = {'moved'}
for i = 1, reads do
  local field = ARGV[at + i * 2 - 1]
  local value = redis.call('HGET', KEYS[2], field)
  local version = '-1'
  if value then version = string.sub(value, 1, string.find(value, '|', 1, true) - 1) end
  if version ~= ARGV[at + i * 2] then
    moved[#moved + 1] = field
    moved[#moved + 1] = value or ''
  end
end
if #moved > 1 then return moved end
at = at + reads * 2 + 1

local writes = tonumber(ARGV[at])
local first = at
at = at + writes * 3 + 1
local guards = tonumber(ARGV[at])
for i = 1, guards do
  local lease = redis.call('ZSCORE', KEYS[6], ARGV[at + i * 2 - 1])
  if (lease or '') ~= ARGV[at + i * 2] then return {'guarded'} end
end
at = at + guards * 2 + 1
local sealed, most = ARGV[at], tonumber(ARGV[at + 1])
local appended = tonumber(meta[7] or '0')
if most > 0 and appended - tonumber(meta[8] or '0') > most then return {'full'} end
-- About what this commit takes in Redis; what waits for SQL is counted, not weighed.
appended = appended + 256 + #ARGV[6] + #sealed
for i = 1, writes do appended = appended + #ARGV[first + i * 3 - 1] end
local total = string.format('%.0f', appended)

local sequence = string.format('%.0f', tonumber(meta[2]) + 1)
local now = ARGV[4]
if meta[4] and tonumber(meta[4]) > tonumber(now) then now = meta[4] end
local lines = {ARGV[1] .. '|' .. sequence .. '|' .. now .. '|' .. ARGV[5] .. '|' .. meta[3] .. '|' .. total .. '|' .. ARGV[2], ARGV[6]}
for i = 1, writes do
  local field, json, rank = ARGV[first + i * 3 - 2], ARGV[first + i * 3 - 1], ARGV[first + i * 3]
  lines[#lines + 1] = field .. ' ' .. json
  if json == '' then
    redis.call('HDEL', KEYS[2], field)
  else
    redis.call('HSET', KEYS[2], field, sequence .. '|' .. json)
  end
  if rank ~= '-' then
    local member = string.sub(field, 3)
    if rank == '' then redis.call('ZREM', KEYS[3], member) else redis.call('ZADD', KEYS[3], rank, member) end
  end
end
local entry = table.concat(lines, '\n')
redis.call('HSET', KEYS[4], sequence, entry)
redis.call('HSET', KEYS[5], ARGV[2], sequence)
if sealed ~= '' then redis.call('HSET', KEYS[7], sequence, sealed) end
redis.call('HSET', KEYS[1], 'sequence', sequence, 'tag', ARGV[5], 'at', now, 'appended', total)
redis.call('PUBLISH', ARGV[7], entry)
return {'committed', sequence, now, meta[3]}
