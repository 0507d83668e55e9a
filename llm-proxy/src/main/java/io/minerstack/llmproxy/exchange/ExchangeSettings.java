package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.spending.AttemptMeter;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.tracing.AttemptTracer;
import java.time.Duration;

/**
 * What all exchanges with the upstreams of one provider share.
 *
 * @param chunks reads the events
 * @param errors maps statuses and connection errors
 * @param meters of the provider
 * @param spending accounts for each request that is sent
 * @param tracer makes a span of each request
 * @param maxReplyBytes of one streamed response
 * @param usageGrace how long an exchange waits for the token counts after the finish reason
 */
public record ExchangeSettings(
        ChunkReader chunks,
        UpstreamErrorMapper errors,
        ProviderMeters meters,
        AttemptMeter spending,
        AttemptTracer tracer,
        long maxReplyBytes,
        Duration usageGrace) {}
