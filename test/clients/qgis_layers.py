"""Reads every layer of a server through QGIS's own OGC API - Features provider and prints what it sees as JSON.

Usage: python3 qgis_layers.py BASE_URL LAYER...  (QT_QPA_PLATFORM=offscreen)
"""
import json
import os
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsWkbTypes

base, names = sys.argv[1], sys.argv[2:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
seen = {}
for name in names:
    layer = QgsVectorLayer(f"url='{base}' typename='{name}'", name, "OAPIF")
    features = list(layer.getFeatures())
    first = features[0] if features else None
    seen[name] = {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "featureCount": layer.featureCount(),
        "read": len(features),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "fields": [field.name() for field in layer.fields()],
        "names": sorted({str(feature["name"]) for feature in features}) if "name" in layer.fields().names() else [],
    }
    if first is not None and first.hasGeometry():
        box = QgsRectangle(first.geometry().boundingBox())
        box.grow(1e-6)
        seen[name]["inFirstBox"] = sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFilterRect(box)))
print(json.dumps(seen), flush=True)
# Leaving through exitQgis crashes where layers are still referenced; nothing has to be put away here.
os._exit(0)
