package io.minerstack.agent.client;

import org.springframework.web.reactive.function.client.WebClient;

/** The client of llm-proxy. Sends the current call's headers and nothing past its deadline. */
public record LlmProxyWebClient(WebClient http) {}
