/** The request and response bodies of the seven components and the limits of the contract. */
@NullMarked
package io.minerstack.agent.contract;

import org.jspecify.annotations.NullMarked;
