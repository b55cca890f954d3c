import { Stage } from './kit/stage.js';
import { SEATED, type Visitor } from './kit/visitor.js';

describe('looking at drawings', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.enter(); }, 180_000);
  afterEach(() => stage.everybodyLeaves());
  afterAll(() => stage?.close(), 30_000);

  async function thePassport(query = ''): Promise<Visitor> {
    const desk = await stage.visitor({ as: 'lin' });
    const { mouldId, partId } = stage.story.drawn;
    await desk.open(`/buy/moulds/${mouldId}/parts/${partId}${query}`, '#drawings');
    await desk.page.waitForSelector(SEATED);
    return desk;
  }
  const scale = async (desk: Visitor) => Number(await desk.page.locator('.sheet-page').first().getAttribute('data-scale'));
  const picture = (desk: Visitor, pane = 0) => desk.page.locator('.sheet-picture img').nth(pane);
  /** Share of dots of a picture that are not white. */
  const inked = (desk: Visitor, pane = 0) => picture(desk, pane).evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i]! < 128) dark += 1;
    return dark / (data.length / 4);
  });

  it('a drawing opens over the window, leafs, comes nearer by wheel and keys, and closes', async () => {
    const desk = await thePassport();
    await desk.at('open-sheet').first().click();
    await picture(desk).waitFor();
    expect(await inked(desk)).toBeGreaterThan(0.003);
    expect(await desk.at('sheet-page').textContent()).toContain('1 / 2');
    const first = await picture(desk).getAttribute('src');
    await desk.page.keyboard.press('PageDown');
    await desk.page.waitForFunction((before) => document.querySelector('.sheet-picture img')?.getAttribute('src') !== before, first);
    expect(await desk.at('sheet-page').textContent()).toContain('2 / 2');

    const whole = await scale(desk);
    const frame = (await desk.at('sheet-frame').boundingBox())!;
    expect(whole * 2_000).toBeLessThanOrEqual(frame.width);
    await desk.page.mouse.move(frame.x + 300, frame.y + 200);
    await desk.page.mouse.wheel(0, -400);
    await expect(scale(desk)).resolves.toBeGreaterThan(whole * 1.5);
    const transform = () => desk.page.locator('.sheet-page').getAttribute('style');
    const before = await transform();
    await desk.page.mouse.down();
    await desk.page.mouse.move(frame.x + 380, frame.y + 260, { steps: 4 });
    await desk.page.mouse.up();
    expect(await transform()).not.toBe(before);
    await desk.page.keyboard.press('0');
    expect(await scale(desk)).toBeCloseTo(whole, 3);
    await desk.page.keyboard.press('r');
    expect(await transform()).toContain('rotate(90deg)');
    // What is open stands in the address.
    expect(desk.page.url()).toContain(`sheet=${stage.story.drawn.now}`);
    await desk.page.keyboard.press('Escape');
    await desk.at('sheet-viewer').waitFor({ state: 'hidden' });
    await desk.page.waitForURL(({ search }) => !search.includes('sheet='));
  }, 60_000);

  it('two revisions lie side by side under one sight, and one over the other in two colours', async () => {
    const desk = await thePassport();
    await desk.at('compare-sheets').click();
    await picture(desk, 1).waitFor();
    const styles = () => desk.page.locator('.sheet-page').evaluateAll((pages) => pages.map((page) => page.getAttribute('style')));
    await desk.at('sheet-nearer').click();
    const [left, right] = await styles();
    expect(left).toBe(right);
    expect(await inked(desk, 0)).not.toBe(await inked(desk, 1));
    await desk.at('sheet-fit').click();
    await desk.at('sheet-over').click();
    await desk.page.waitForSelector('[data-testid="sheet-panes"][data-mode="over"]');
    // The bore that the revision changed is in two colours, the frame that it left alone in neither.
    const shot = await desk.at('sheet-frame').screenshot();
    const { red, blue } = await desk.page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
      const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      pen.drawImage(bitmap, 0, 0);
      const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
      let [red, blue] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        if (data[i]! - data[i + 2]! > 60) red += 1;
        if (data[i + 2]! - data[i]! > 60) blue += 1;
      }
      return { red, blue };
    }, shot.toString('base64'));
    expect([red > 50, blue > 50]).toEqual([true, true]);
  }, 60_000);

  it('an outline (DXF) is drawn, and a drawing opens from the drawer of a part too', async () => {
    const { mouldId, partId, outline } = stage.story.drawn;
    const desk = await stage.visitor({ as: 'lin' });
    await desk.open(`/buy/moulds/${mouldId}/parts?part=${partId}&sheet=${outline}`, '.sheet-picture img');
    expect(await inked(desk)).toBeGreaterThan(0.002);
    await desk.page.keyboard.press('Escape');
    await desk.at('sheet-viewer').waitFor({ state: 'hidden' });
    // The drawer stays when only the drawing was closed.
    await desk.at('open-sheet').first().waitFor();
  }, 60_000);

  it('the phone turns a part and shows its drawing; what draws shapes comes with the press', async () => {
    const lin = await stage.api('lin');
    const { part } = await lin.ask<{ part: object }>('query Part($id: ID!) { part(id: $id) { id revision files { id name purpose mediaType } revisions { revision files { id name purpose mediaType } } model { meshUrl thumbnailUrl } } }', { id: stage.story.drawn.partId });
    const phone = await stage.visitor({ as: 'lin', device: 'phone' });
    // The order of the story is of a part without drawings; everything but the part is the house's own answer.
    await phone.context.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('ShopTraveller')) return route.fallback();
      const answer = await route.fetch();
      const body = await answer.json() as { data: { traveller: object } };
      return route.fulfill({ response: answer, json: { ...body, data: { traveller: { ...body.data.traveller, part } } } });
    });
    const scripts: string[] = [];
    phone.page.on('response', (answer) => { if (answer.url().endsWith('.js')) void answer.text().then((text) => { if (text.includes('WebGLRenderer')) scripts.push(answer.url()); }, () => undefined); });
    await phone.open(`/m/t/${stage.story.order.travellerCode}`, '[data-testid="turn-it"]');
    await phone.page.waitForLoadState('networkidle');
    expect(scripts).toEqual([]);
    await phone.at('turn-it').tap();
    await phone.page.waitForSelector('[data-testid="turntable"][data-stage="there"]');
    expect(scripts.length).toBeGreaterThan(0);
    await phone.at('open-sheet').first().tap();
    await picture(phone).waitFor();
    expect(await inked(phone)).toBeGreaterThan(0.003);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }, 60_000);

  it('a part is turned on the passport by keys', async () => {
    const desk = await thePassport();
    const canvas = desk.page.locator('[data-testid="turntable"][data-stage="there"] canvas');
    const before = await canvas.screenshot();
    await canvas.focus();
    for (let i = 0; i < 4; i += 1) await desk.page.keyboard.press('ArrowRight');
    expect((await canvas.screenshot()).equals(before)).toBe(false);
  }, 60_000);
});
