import {
  AmbientLight, Box3, BoxGeometry, Color, DirectionalLight, DoubleSide, EdgesGeometry, Group, HemisphereLight, LineBasicMaterial, LineSegments, Mesh, MeshStandardMaterial, OrthographicCamera, Plane, Raycaster, Scene, Vector2,
  Vector3, WebGLRenderer, type BufferGeometry, type Object3D,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { explodedOffsets, stackingAxis } from './explode.view.js';
import { aroundAll, type BodyBox, type Triple } from './glb-boxes.view.js';

/** Colours as the theme has them. */
export interface SceneColours { body: string; lit: string; chosen: string; edge: string }

/** What is looked at how. */
export interface Looks {
  /** Part under the pointer or the cursor of the list. */
  lit: string | null;
  chosen: ReadonlySet<string>;
  /** Parts that are not shown. */
  hidden: ReadonlySet<string>;
  /** 0 whole, 1 pulled apart as far as it goes. */
  explode: number;
  /** Share of the whole that is cut away along the opening direction; 0 for none. */
  section: number;
}

/** Edges of heavier bodies would cost more than they show. */
const EDGED_TRIANGLES = 20_000;
const EDGE_DEGREES = 30;
const METRES_TO_MM = 1_000;
/** From above, in front and the right, as workshop drawings show a body. */
const FROM: Triple = [1, -1.2, 0.8];

interface Body { readonly part: string; readonly group: Group; readonly faces: MeshStandardMaterial; readonly edges: LineBasicMaterial; readonly box: BodyBox }

/**
 * One mould in one canvas. Boxes first, shapes when they come. It draws when something has changed and at no other time.
 * Throws when the machine has no WebGL.
 */
export class MouldScene {
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new OrthographicCamera(-1, 1, 1, -1, -100, 100);
  private readonly controls: OrbitControls;
  private readonly plane = new Plane(new Vector3(0, 0, -1), Infinity);
  private bodies: Body[] = [];
  private boxes: readonly BodyBox[] = [];
  private looks: Looks = { lit: null, chosen: new Set(), hidden: new Set(), explode: 0, section: 0 };
  private drawing = 0;

  constructor(private readonly canvas: HTMLCanvasElement, private colours: SceneColours) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.renderer.localClippingEnabled = true;
    this.camera.up.set(0, 0, 1);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = false;
    this.controls.addEventListener('change', () => this.draw());
    const key = new DirectionalLight(0xffffff, 1.6);
    key.position.set(3, -4, 6);
    const back = new DirectionalLight(0xffffff, 0.5);
    back.position.set(-4, 5, 2);
    this.scene.add(new HemisphereLight(0xffffff, 0x8a94a6, 1.1), new AmbientLight(0xffffff, 0.3), key, back);
  }

  /** Stands boxes where bodies will be. */
  showBoxes(boxes: readonly BodyBox[]): void {
    this.replace(boxes.map((box) => {
      const [x, y, z] = [0, 1, 2].map((axis) => Math.max(box.max[axis]! - box.min[axis]!, 1e-6)) as [number, number, number];
      const geometry = new BoxGeometry(x, y, z);
      geometry.translate((box.min[0] + box.max[0]) / 2, (box.min[1] + box.max[1]) / 2, (box.min[2] + box.max[2]) / 2);
      return this.body(box.part, geometry, box, 0.35);
    }));
    this.frame();
  }

  /** Puts the shapes in the places of the boxes; what is looked at stays as it is. */
  async showShapes(glb: ArrayBuffer): Promise<void> {
    const first = this.bodies.length === 0;
    const { scene } = await new GLTFLoader().parseAsync(glb, '');
    const bodies: Body[] = [];
    scene.updateMatrixWorld(true);
    scene.traverse((node: Object3D) => {
      if (!(node instanceof Mesh)) return;
      const geometry = (node.geometry as BufferGeometry).clone().applyMatrix4(node.matrixWorld);
      geometry.computeBoundingBox();
      const { min, max } = geometry.boundingBox!;
      bodies.push(this.body(partOf(node), geometry, { part: partOf(node), min: [min.x, min.y, min.z], max: [max.x, max.y, max.z] }, 1));
    });
    this.replace(bodies);
    if (first) this.frame();
  }

  look(looks: Looks): void {
    const before = this.radius(this.looks.explode);
    this.looks = looks;
    // What is pulled apart needs more room.
    this.camera.zoom *= before / this.radius(looks.explode);
    this.camera.updateProjectionMatrix();
    this.dress();
  }

  recolour(colours: SceneColours): void {
    this.colours = colours;
    this.dress();
  }

  resize(width: number, height: number): void {
    if (width <= 0 || height <= 0) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(width, height, false);
    const half = (this.camera.top - this.camera.bottom) / 2;
    this.camera.left = (-half * width) / height;
    this.camera.right = (half * width) / height;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  /** Brings parts into the middle and as near as they fit; the whole without any. */
  frame(parts: ReadonlySet<string> = new Set()): void {
    const around = new Box3();
    for (const { part, group } of this.bodies) if (group.visible && (parts.size === 0 || parts.has(part))) around.expandByObject(group);
    if (around.isEmpty()) return;
    const middle = around.getCenter(new Vector3());
    const radius = around.getSize(new Vector3()).length() / 2;
    const aspect = this.canvas.clientWidth / Math.max(this.canvas.clientHeight, 1) || 1;
    const half = radius * 1.05 * Math.max(1, 1 / aspect);
    Object.assign(this.camera, { left: -half * aspect, right: half * aspect, top: half, bottom: -half, zoom: 1, near: -20 * radius, far: 20 * radius });
    this.camera.position.copy(middle).add(new Vector3(...FROM).normalize().multiplyScalar(2 * radius));
    this.controls.target.copy(middle);
    this.camera.updateProjectionMatrix();
    this.controls.update();
    this.draw();
  }

  /** Turns and nears the view, for keys. */
  turn(azimuth: number, polar: number, nearer = 1): void {
    const arm = this.camera.position.clone().sub(this.controls.target);
    arm.applyAxisAngle(this.camera.up, azimuth);
    const side = new Vector3().crossVectors(this.camera.up, arm).normalize();
    const tilted = arm.clone().applyAxisAngle(side, polar);
    if (Math.abs(tilted.clone().normalize().dot(this.camera.up)) < 0.99) arm.copy(tilted);
    this.camera.position.copy(this.controls.target).add(arm);
    this.camera.zoom *= nearer;
    this.camera.updateProjectionMatrix();
    this.controls.update();
    this.draw();
  }

  /** The part and the point at a place of the canvas, in pixels from its corner; the point snaps to a near corner of the body. Null beside all parts. */
  at(x: number, y: number): { part: string; point: Triple } | null {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2((2 * x) / width - 1, 1 - (2 * y) / height), this.camera);
    const meshes = this.bodies.filter(({ group }) => group.visible).map(({ group }) => group.children[0]!);
    const hit = ray.intersectObjects(meshes, false).find(({ point }) => this.plane.distanceToPoint(point) >= 0);
    if (hit === undefined) return null;
    const near = this.nearestCorner(hit.object as Mesh, hit.face, hit.point);
    return { part: (hit.object.parent as Group).userData.part as string, point: [near.x, near.y, near.z] };
  }

  /** Where a point of the model stands on the canvas, in pixels. */
  onCanvas(point: Triple): { x: number; y: number } {
    const seen = new Vector3(...point).project(this.camera);
    return { x: ((seen.x + 1) / 2) * this.canvas.clientWidth, y: ((1 - seen.y) / 2) * this.canvas.clientHeight };
  }

  dispose(): void {
    if (this.drawing !== 0) cancelAnimationFrame(this.drawing);
    this.replace([]);
    this.controls.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  private radius(explode: number): number {
    const offsets = explodedOffsets(this.boxes, explode);
    const whole = aroundAll(this.boxes.map(({ min, max }, i) => ({ min: plus(min, offsets[i]!), max: plus(max, offsets[i]!) })));
    return whole === null ? 1 : Math.hypot(...plus(whole.max, [-whole.min[0], -whole.min[1], -whole.min[2]]));
  }

  private nearestCorner(mesh: Mesh, face: { a: number; b: number; c: number } | null | undefined, point: Vector3): Vector3 {
    if (!face) return point;
    const positions = (mesh.geometry as BufferGeometry).getAttribute('position');
    const on = this.onCanvas([point.x, point.y, point.z]);
    const corners = [face.a, face.b, face.c].map((index) => mesh.localToWorld(new Vector3().fromBufferAttribute(positions, index)));
    const near = corners.map((corner) => ({ corner, away: Math.hypot(this.onCanvas([corner.x, corner.y, corner.z]).x - on.x, this.onCanvas([corner.x, corner.y, corner.z]).y - on.y) })).sort((a, b) => a.away - b.away)[0]!;
    return near.away <= SNAP_PIXELS ? near.corner : point;
  }

  private body(part: string, geometry: BufferGeometry, box: BodyBox, opacity: number): Body {
    const faces = new MeshStandardMaterial({ metalness: 0.15, roughness: 0.75, flatShading: true, side: DoubleSide, transparent: opacity < 1, opacity, clippingPlanes: [this.plane] });
    const edges = new LineBasicMaterial({ transparent: true, opacity: 0.55, clippingPlanes: [this.plane] });
    const group = new Group();
    group.userData.part = part;
    group.add(new Mesh(geometry, faces));
    const triangles = (geometry.index?.count ?? geometry.getAttribute('position').count) / 3;
    if (triangles <= EDGED_TRIANGLES) group.add(new LineSegments(new EdgesGeometry(geometry, EDGE_DEGREES), edges));
    return { part, group, faces, edges, box };
  }

  private replace(bodies: Body[]): void {
    for (const { group, faces, edges } of this.bodies) {
      this.scene.remove(group);
      for (const child of group.children) (child as Mesh).geometry.dispose();
      faces.dispose();
      edges.dispose();
    }
    this.bodies = bodies;
    this.boxes = bodies.map(({ box }) => box);
    for (const { group } of bodies) this.scene.add(group);
    this.dress();
  }

  private dress(): void {
    const { lit, chosen, hidden, explode, section } = this.looks;
    const offsets = explodedOffsets(this.boxes, explode);
    const axis = stackingAxis(this.boxes);
    this.bodies.forEach(({ part, group, faces, edges }, i) => {
      group.visible = !hidden.has(part);
      group.position.set(...offsets[i]!);
      faces.color = new Color(part === lit ? this.colours.lit : chosen.has(part) ? this.colours.chosen : this.colours.body);
      edges.color = new Color(this.colours.edge);
    });
    const lowest = Math.min(...this.boxes.map(({ min }) => min[axis]!));
    const highest = Math.max(...this.boxes.map(({ max }) => max[axis]!));
    this.plane.normal.set(axis === 0 ? -1 : 0, axis === 1 ? -1 : 0, axis === 2 ? -1 : 0);
    this.plane.constant = section > 0 && Number.isFinite(highest) ? highest - section * (highest - lowest) : Number.MAX_SAFE_INTEGER;
    this.draw();
  }

  private draw(): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.renderer.render(this.scene, this.camera);
    });
  }
}

const SNAP_PIXELS = 10;

function plus(a: Triple, b: Triple): Triple {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function partOf(node: Object3D): string {
  for (let one: Object3D | null = node; one !== null; one = one.parent) if (typeof one.userData.part === 'string') return one.userData.part;
  return node.name;
}

/** Distance of two points of a model in millimetres. */
export function distanceMm(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) * METRES_TO_MM;
}
