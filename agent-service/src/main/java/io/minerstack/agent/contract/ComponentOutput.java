package io.minerstack.agent.contract;

import java.util.List;
import java.util.Map;

/**
 * The reply of every component. The first three fields echo the request.
 *
 * @param component the component's wire name
 * @param metadata additional fields of ours, such as {@code model} and {@code execution_time} (s), which clients may
 *     ignore
 */
public record ComponentOutput(
        String cid, String task, List<Query> input, Output output, String component, Map<String, Object> metadata) {}
