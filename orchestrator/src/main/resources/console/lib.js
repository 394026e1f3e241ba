// The libraries, in one place. They are classic scripts of index.html, since a page under a strict
// content security policy cannot carry the inline import map that bare module names would need.
const { h, render, Fragment } = globalThis.preact;
const { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback } = globalThis.preactHooks;
const Hls = globalThis.Hls;
const uPlot = globalThis.uPlot;

// hls.js is given its worker as a file, so that the policy need not allow workers made of blobs.
const hlsScript = document.querySelector('script[src$="/hls.min.js"]');
const hlsWorkerUrl = hlsScript ? new URL('hls.worker.js', hlsScript.src).href : null;

export {
  h, render, Fragment,
  useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback,
  Hls, hlsWorkerUrl, uPlot,
};
