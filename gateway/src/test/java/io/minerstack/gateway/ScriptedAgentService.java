package io.minerstack.gateway;

import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;

/** Scripted servers in the place of agent-service. */
final class ScriptedAgentService {

    private static final Answer HEALTHY = Answer.json(200, """
            {"status":"healthy","llm_provider":"local","model":"tiny","active_conversations":3,
             "features":{"unified_api":true,"conversation_history":true,"playbook_system":true}}""");

    private ScriptedAgentService() {}

    static ScriptedServer start() {
        ScriptedServer agent = ScriptedServer.start();
        reset(agent);
        return agent;
    }

    /** Forgets all requests and sets the usual answers: healthy, and {@link TestObjects#OK} to everything else. */
    static void reset(ScriptedServer agent) {
        agent.reset();
        agent.answer(TestObjects.OK);
        agent.background("/health", HEALTHY);
    }
}
