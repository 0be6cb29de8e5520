// The file in a practice system's folder that says where it answers. The built stand-in program reads it too, so it imports nothing.

export const controlFileName = '.practice.json';
