/** Media type of the OpenAPI 3.0 definition, spelt as QGIS and the conformance suite look for it. */
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
