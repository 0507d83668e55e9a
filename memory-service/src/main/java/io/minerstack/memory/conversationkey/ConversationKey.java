package io.minerstack.memory.conversationkey;

import io.minerstack.servicesupport.context.Tenant;

/**
 * Identifies a conversation: every table's primary key begins with it. The same cid of two tenants is two
 * conversations.
 */
public record ConversationKey(Tenant tenant, Cid cid) {}
