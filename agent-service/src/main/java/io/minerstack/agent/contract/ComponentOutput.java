package io.minerstack.agent.contract;

import java.util.List;
import java.util.Map;

/**
 * The reply of every component. The first three fields echo the request.
 *
 * @param metadata ours: {@code model}, {@code provider}, {@code execution_time} in s and what a component proves; no
 *     client needs it
 */
public record ComponentOutput(
        String cid, String task, List<Query> input, Output output, String component, Map<String, Object> metadata) {}
