#pragma once

/// Marks what libactlab.so exports; everything else is hidden.
#define ACTLAB_API __attribute__((visibility("default")))
