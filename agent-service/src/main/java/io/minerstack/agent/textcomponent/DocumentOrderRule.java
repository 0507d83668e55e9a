package io.minerstack.agent.textcomponent;

/** Recognises orders for a document in one language. */
interface DocumentOrderRule {

    boolean isOrder(OrderSentence sentence);
}
