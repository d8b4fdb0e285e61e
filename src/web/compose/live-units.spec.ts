import { describe, expect, it } from 'vitest';
import { liveUnits } from './live-units.js';

describe('The counter under a text', () => {
  it('counts the template itself before the server has answered', () => {
    expect(liveUnits('नमस्ते {district}', 'code_points', null)).toBe(17);
  });

  it('shows the longest filling that the server found', () => {
    const counted = { template: '{district}', longestUnits: 16 };
    expect(liveUnits('{district}', 'utf16', counted)).toBe(16);
  });

  it('moves with each keystroke between two answers of the server', () => {
    const counted = { template: '{district}', longestUnits: 16 };
    expect(liveUnits('{district} आइए', 'utf16', counted)).toBe(20);
  });

  it('counts a link typed meanwhile as X does', () => {
    const counted = { template: 'देखें', longestUnits: 5 };
    expect(liveUnits('देखें https://example.in/a/very/long/way', 'x_weighted', counted)).toBe(29);
  });

  it('is zero for an empty text', () => {
    expect(liveUnits('', 'utf16', { template: '{district}', longestUnits: 16 })).toBe(0);
  });
});
