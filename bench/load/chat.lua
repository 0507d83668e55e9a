-- One small chat completion; streamed if BENCH_STREAM is set. Load for the fake model alone and for llm-proxy alone.
package.path = os.getenv("BENCH_LOAD") .. "/?.lua;" .. package.path
require("report")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Tenant"] = "bench"
local stream = os.getenv("BENCH_STREAM") and '"stream":true,' or ""
wrk.body = '{"model":"default",' .. stream .. '"messages":[{"role":"user","content":"What is quantum computing in simple terms?"}],"max_tokens":200}'
