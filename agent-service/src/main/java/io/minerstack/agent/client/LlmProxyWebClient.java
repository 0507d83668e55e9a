package io.minerstack.agent.client;

import org.springframework.web.reactive.function.client.WebClient;

/** The HTTP client of llm-proxy. Sends the headers of the current request and no request after its deadline. */
public record LlmProxyWebClient(WebClient http) {}
