#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "text/sha256.hpp"

namespace actlab::fuzz {
namespace {

// What a manifest says, it says again when it is written and read.
void read_text(const std::string& text) {
  accepted([&] {
    const Manifest manifest = parse_manifest(text, "manifest.json");
    if (manifest.format != results_format) return;
    const std::string again = manifest_text(manifest);
    require(manifest_text(parse_manifest(again, "manifest.json")) == again, "a manifest keeps its text");
  });
}

}  // namespace

// The bytes as a manifest, and with the checksum that lets a reader go on.
void read_any_manifest(std::string_view bytes) {
  read_text(std::string(bytes));
  std::string body(bytes);
  if (const std::size_t end = body.rfind(",\n \"sha256\""); end != std::string::npos) body.resize(end);
  read_text(body + ",\n \"sha256\": \"" + text::sha256_hex(body) + "\"\n}\n");
}

}  // namespace actlab::fuzz
