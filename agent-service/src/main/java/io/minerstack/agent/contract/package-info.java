/** The public bodies of the seven components, and the limits that their requests must keep. */
@NullMarked
package io.minerstack.agent.contract;

import org.jspecify.annotations.NullMarked;
