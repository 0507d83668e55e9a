// Answers may come in another order than their requests.

/**
 * Returns a function that begins a request and returns whether it still is the latest: `const isLatest = begin();`,
 * and after the answer, `if (isLatest()) …`.
 */
export function latest() {
  let newest = 0;
  return () => {
    const own = ++newest;
    return () => own === newest;
  };
}
