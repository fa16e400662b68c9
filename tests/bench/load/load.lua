-- SPDX-License-Identifier: Apache-2.0
-- What wrk sends: one kind of request, given by the environment.
--
--   KIND     call, balance, logs, range or raw
--   FIRST    number of the first transaction (raw), or how many accounts there are to ask about
--   DELAY    milliseconds that a connection waits before it asks again
--   HEAD     the newest block
--
-- Raw transactions are made up without a key: r is the x coordinate of the curve's generator and s
-- a number, and whoever that is the signature of is the sender. So each has a sender of its own, and
-- costs the node what any other costs: recovering it. run.mjs makes the same ones.

local kind = os.getenv('KIND')
local first = tonumber(os.getenv('FIRST') or '0')
local wait = tonumber(os.getenv('DELAY') or '0')
local head = tonumber(os.getenv('HEAD') or '0')
local step = tonumber(os.getenv('THREADS') or '1')

local lido = 'ae7ab96520de3a18e5e111b5eaab095312d7fe84'
local transfer = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
local generator = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'

-- Account number n, as in chain_bench.cpp; transaction number n gives it an allowance.
local function account(n) return '5e' .. string.format('%038x', n) end

-- An EIP-1559 transaction, chain 31337, nonce 0, no fee, gas 200,000, to Lido:
-- approve(account(n), 1).
local function raw(n)
    return '0x02f8aa827a6980808083030d4094' .. lido .. '80b844095ea7b3' ..
        string.rep('0', 24) .. account(n) .. string.rep('0', 63) .. '1c080a0' .. generator ..
        'a010' .. string.format('%062x', n + 1)
end

local make = {
    raw = function(n)
        return '"method":"eth_sendRawTransaction","params":["' .. raw(n) .. '"]'
    end,
    call = function(n)
        return '"method":"eth_call","params":[{"to":"0x' .. lido .. '","data":"0x70a08231' ..
            string.rep('0', 24) .. account(n) .. '"},"latest"]'
    end,
    balance = function(n)
        return '"method":"eth_getBalance","params":["0x' .. account(n) .. '","latest"]'
    end,
    -- What one account has been paid.
    logs = function(n)
        return '"method":"eth_getLogs","params":[{"fromBlock":"earliest","toBlock":"latest",' ..
            '"address":"0x' .. lido .. '","topics":["0x' .. transfer .. '",null,"0x' ..
            string.rep('0', 24) .. account(n) .. '"]}]'
    end,
    -- All logs of one block.
    range = function()
        local block = string.format('0x%x', math.random(25900002, math.max(25900002, head)))
        return '"method":"eth_getLogs","params":[{"fromBlock":"' .. block .. '","toBlock":"' ..
            block .. '"}]'
    end,
}

local threads = {}
function setup(thread)
    thread:set('index', #threads)
    table.insert(threads, thread)
end

local n
function init()
    wrk.method = 'POST'
    wrk.headers['Content-Type'] = 'application/json'
    n = index
    failed = 0
    -- Not the same sequence in each thread.
    math.randomseed(index + 1)
end

function request()
    local number
    if kind == 'raw' then
        number = first + n
        n = n + step
    else
        number = math.random(0, math.max(0, first - 1))
    end
    return wrk.format(nil, nil, nil, '{"jsonrpc":"2.0","id":1,' .. make[kind](number) .. '}')
end

if wait > 0 then
    -- Twice as long or not at all, so that connections do not march in step.
    function delay() return math.random(0, 2 * wait) end
end

function response(status, headers, body)
    if status ~= 200 or body:find('"error"', 1, true) then
        failed = failed + 1
        if failed == 1 then io.stderr:write(body:sub(1, 300), '\n') end
    end
end

function done(summary, latency)
    local wrong = summary.errors.connect + summary.errors.read + summary.errors.write +
        summary.errors.status + summary.errors.timeout
    for _, thread in ipairs(threads) do wrong = wrong + thread:get('failed') end
    io.write(string.format(
        'RESULT {"requests":%d,"seconds":%.6f,"p50":%.4f,"p99":%.4f,"max":%.4f,"failed":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3, wrong))
end
