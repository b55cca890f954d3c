declare module 'occt-import-js' {
  interface OcctMesh {
    name: string;
    brep_faces?: { first: number; last: number }[];
    attributes: { position: { array: number[] } };
    index: { array: number[] };
  }
  interface OcctResult { success: boolean; meshes?: OcctMesh[] }
  interface Occt {
    ReadStepFile(content: Uint8Array, parameters: { linearUnit: 'millimeter'; linearDeflectionType: 'bounding_box_ratio'; linearDeflection: number; angularDeflection: number }): OcctResult;
  }
  export default function occtimportjs(module?: { print?: (text: string) => void; printErr?: (text: string) => void }): Promise<Occt>;
}
