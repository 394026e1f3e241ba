// Whether an element is on the screen, or close to it.
import { useEffect, useState } from './lib.js';

export function useVisible(element) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      entries => setVisible(entries.at(-1).isIntersecting), { rootMargin: '120px 0px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return visible;
}
