/** The person at the keyboard: what is printed and the password prompt. */
@NullMarked
package io.minerstack.registration.terminal;

import org.jspecify.annotations.NullMarked;
