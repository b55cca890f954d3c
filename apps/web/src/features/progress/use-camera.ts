import { useEffect, useRef, useState } from 'react';
import { openReader } from './code-reader.js';
import { cameraTrouble, type CameraTrouble } from './scan.view.js';

const LOOK_EVERY_MS = 150;
/** Larger pictures are read no better, and slower. */
const WIDEST = 960;

/** The back camera of the device on a video element, looked at for a code until the page goes; off while nobody sees the page. */
export function useCamera(onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [seen, setSeen] = useState(document.visibilityState === 'visible');
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    const look = () => setSeen(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => {
    if (!seen) return;
    // A browser shows its camera to secure addresses only.
    if (!('mediaDevices' in navigator)) return setTrouble('INSECURE');
    const gone = new AbortController();
    let stream: MediaStream | null = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    gone.signal.addEventListener('abort', stop);
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } });
        if (gone.signal.aborted) return stop();
        setTrouble(null);
        const screen = video.current!;
        screen.srcObject = stream;
        await screen.play();
        const read = await openReader();
        const picture = document.createElement('canvas');
        while (!gone.signal.aborted) {
          const scale = Math.min(1, WIDEST / Math.max(1, screen.videoWidth));
          [picture.width, picture.height] = [Math.round(screen.videoWidth * scale), Math.round(screen.videoHeight * scale)];
          if (picture.width > 0) picture.getContext('2d', { willReadFrequently: true })!.drawImage(screen, 0, 0, picture.width, picture.height);
          const text = picture.width > 0 ? await read(picture) : null;
          if (text !== null && !gone.signal.aborted) heard.current(text);
          await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MS); });
        }
      } catch (error) {
        stop();
        if (!gone.signal.aborted) setTrouble(cameraTrouble(error));
      }
    })();
    return () => gone.abort();
  }, [seen]);
  return { video, trouble };
}
