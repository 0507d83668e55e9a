/** Shows playbooks over HTTP, as JSON and as a text for a prompt. */
@NullMarked
package io.minerstack.memory.playbook.web;

import org.jspecify.annotations.NullMarked;
