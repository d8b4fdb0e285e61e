import { encode } from 'uqr';

/** A QR code, dark on white with its quiet border, as large as it may be up to 16rem. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data } = encode(text, { border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      viewBox={`0 0 ${data.length} ${data.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      style={{ inlineSize: 'min(16rem, 100%)', background: '#fff', justifySelf: 'center' }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
