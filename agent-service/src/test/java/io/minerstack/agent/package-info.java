/**
 * Tests of the agent: plain ones beside what they test, and ITs on a real port against a fake model and a fake memory.
 */
package io.minerstack.agent;
