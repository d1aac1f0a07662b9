// Calls the service from Node.js with nothing but the .proto files.
//
//   npm install @grpc/grpc-js @grpc/proto-loader
//   node pack_from_node.mjs 127.0.0.1:50051 path/to/proto
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const grpc = require("@grpc/grpc-js");
const protoLoader = require("@grpc/proto-loader");

const [address = "127.0.0.1:50051", protoFolder = "proto"] = process.argv.slice(2);
const definition = protoLoader.loadSync("fulfillment/v1/packing.proto", {
  includeDirs: [protoFolder],
  keepCase: true,
  longs: String,
  enums: String,
});
const { PackingService } = grpc.loadPackageDefinition(definition).fulfillment.v1;
const client = new PackingService(address, grpc.credentials.createInsecure());

const request = {
  items: [{ id: "mug", size: { length_mm: 120, width_mm: 120, height_mm: 100 }, quantity: 6 }],
  load_units: [{ id: "M", inner_size: { length_mm: 400, width_mm: 300, height_mm: 200 } }],
};
const deadline = Date.now() + 10_000;
client.Pack(request, { deadline }, (error, response) => {
  if (error) {
    console.error(`${error.code}: ${error.details}`);
    process.exitCode = 1;
  } else {
    const pieces = response.plan.loads.map((load) => load.placements.length);
    console.log(`${response.plan.loads.length} carton(s) with ${pieces} mugs`);
  }
  client.close();
});
