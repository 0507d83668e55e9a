-- POST /complete through the gateway, spread over BENCH_CONVERSATIONS (20,000) conversations. Each request reads history and playbook and stores a turn.
package.path = os.getenv("BENCH_LOAD") .. "/?.lua;" .. package.path
require("report")
local key = os.getenv("BENCH_API_KEY")
local headers = { ["Content-Type"] = "application/json", ["X-API-Key"] = key }
local conversations = tonumber(os.getenv("BENCH_CONVERSATIONS") or "20000")
local seeds = 0

function setup(thread)
  thread:set("seed", seeds)
  seeds = seeds + 1
end

function init(args)
  math.randomseed(os.time() + seed * 7919)
end

function request()
  local cid = string.format("bench-%d", math.random(conversations))
  return wrk.format("POST", "/complete", headers,
    '{"cid":"' .. cid .. '","task":"Explain quantum computing","input":[{"user_query":"What is quantum computing in simple terms?"}]}')
end
