-- Requests with a wrong key, another one each time, BENCH_PAUSE_MS apart on each connection.
package.path = os.getenv("BENCH_LOAD") .. "/?.lua;" .. package.path
require("report")
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")

function delay()
  return pause
end

function request()
  return wrk.format("POST", "/complete",
    { ["Content-Type"] = "application/json", ["X-API-Key"] = string.format("guess-%08x%08x", math.random(2^31 - 1), math.random(2^31 - 1)) },
    '{"cid":"flood","task":"","input":[{"user_query":"?"}]}')
end
