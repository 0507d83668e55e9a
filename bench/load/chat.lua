-- One small chat completion, not streamed. Load for the fake model alone and for llm-proxy alone.
package.path = os.getenv("BENCH_LOAD") .. "/?.lua;" .. package.path
require("report")
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"default","messages":[{"role":"user","content":"What is quantum computing in simple terms?"}],"max_tokens":200}'
