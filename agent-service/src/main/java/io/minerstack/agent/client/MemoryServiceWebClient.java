package io.minerstack.agent.client;

import org.springframework.web.reactive.function.client.WebClient;

/** The client of memory-service. Sends the current call's headers and nothing past its deadline. */
public record MemoryServiceWebClient(WebClient http) {}
