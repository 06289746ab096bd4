// Reads {"context": address, "documents": [...]}: has the connector of the Data Food Consortium import each document,
// and writes what it found: every object with what its getters return, links as addresses ("names": true leaves them out).
import { readFileSync } from "node:fs";
import { Connector } from "@datafoodconsortium/connector";

const asked = JSON.parse(readFileSync(0, "utf8"));
const ids = async (found) => (await found).filter(Boolean).map((one) => one.getSemanticId());
const id = async (found) => (await found)?.getSemanticId();
const READ = {
  Enterprise: async (one) => ({
    name: one.getName(), description: one.getDescription(), vat: one.getVatNumber(),
    supplies: await ids(one.getSuppliedProducts()), manages: await ids(one.getManagedCatalogItems()),
    affiliates: await ids(one.getAffiliates()), websites: one.getWebsites?.(), at: await ids(one.getLocalizations()),
  }),
  SuppliedProduct: async (one) => ({
    name: one.getName(), description: one.getDescription(), images: one.getImages(),
    quantity: one.getQuantity()?.getQuantityValue(), items: await ids(one.getCatalogItems()),
    variants: await ids(one.getVariants()), of: await ids(one.getIsVariantOf()),
  }),
  CatalogItem: async (one) => ({
    sku: one.getSku(), stock: one.getStockLimitation(),
    product: await id(one.getOfferedProduct()), offers: await ids(one.getOfferers()),
  }),
  Offer: async (one) => ({
    stock: one.getStockLimitation(), price: one.getPrice()?.getQuantityValue(), item: await id(one.getOfferedItem()),
  }),
  Address: async (one) => ({
    city: one.getCity(), region: one.getRegion(), street: one.getStreet(),
    latitude: one.getLatitude(), longitude: one.getLongitude(),
  }),
};
const answers = [];
for (const document of asked.documents) {
  const connector = new Connector();
  const found = await connector.import(JSON.stringify({ ...document, "@context": asked.context }));
  const objects = [];
  for (const one of found) {
    const type = String(one.getSemanticType()).replace(/^.*[#:]/, "");
    objects.push({ id: one.getSemanticId(), type, ...(asked.names ? {} : await READ[type]?.(one)) });
  }
  answers.push(objects);
}
process.stdout.write(JSON.stringify(answers));
