package io.minerstack.agent.client;

import org.springframework.web.reactive.function.client.WebClient;

/** The HTTP client of memory-service. Sends the headers of the current request and no request after its deadline. */
public record MemoryServiceWebClient(WebClient http) {}
