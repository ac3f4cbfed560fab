/** A Fabric object as tests look at it; which of its fields are there depends on its type. */
export interface FabricObject {
  readonly type: string;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly angle: number;
  readonly shadow: object | null;
  readonly objects: readonly FabricObject[];
  readonly path: readonly (readonly [string, number, number])[];
}
