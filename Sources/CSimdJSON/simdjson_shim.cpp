#include "yagura_simdjson.h"

#include <simdjson.h>

#include <cstring>
#include <new>

struct yagura_parser {
  simdjson::dom::parser parser;
  size_t max_bytes;
  size_t max_depth;
};

extern "C" {

yagura_parser *yagura_parser_new(size_t max_bytes, size_t max_depth) {
  auto *made = new (std::nothrow) yagura_parser{simdjson::dom::parser(max_bytes), max_bytes, max_depth};
  if (made == nullptr) return nullptr;
  if (made->parser.allocate(64 * 1024, max_depth)) {
    delete made;
    return nullptr;
  }
  return made;
}

void yagura_parser_free(yagura_parser *parser) { delete parser; }

yagura_document yagura_parse(yagura_parser *parser, const uint8_t *bytes, size_t length) {
  if (length > parser->parser.capacity()) {
    // parse() would grow the buffers but forget the depth bound.
    size_t wanted = length + length / 2;
    if (wanted > parser->max_bytes) wanted = parser->max_bytes;
    if (length > wanted) return {static_cast<int32_t>(simdjson::CAPACITY), nullptr, nullptr};
    auto error = parser->parser.allocate(wanted, parser->max_depth);
    if (error) return {static_cast<int32_t>(error), nullptr, nullptr};
  }
  auto error = parser->parser.parse(bytes, length, false).error();
  if (error) return {static_cast<int32_t>(error), nullptr, nullptr};
  return {0, parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get()};
}

const char *yagura_parse_error(int32_t error) {
  return simdjson::error_message(static_cast<simdjson::error_code>(error));
}

int32_t yagura_parse_error_is_number(int32_t error) { return error == simdjson::NUMBER_ERROR ? 1 : 0; }

uint64_t yagura_parse_lines_only(yagura_parser *parser, const uint8_t *bytes, size_t length) {
  uint64_t count = 0;
  const uint8_t *at = bytes, *end = bytes + length;
  while (at < end) {
    auto *stop = static_cast<const uint8_t *>(memchr(at, '\n', static_cast<size_t>(end - at)));
    if (stop == nullptr) stop = end;
    if (stop > at && yagura_parse(parser, at, static_cast<size_t>(stop - at)).error == 0) count++;
    at = stop + 1;
  }
  return count;
}

uint64_t yagura_parse_many_only(const uint8_t *bytes, size_t length, size_t batch) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream stream;
  if (parser.parse_many(bytes, length, batch).get(stream)) return 0;
  uint64_t count = 0;
  for (auto document : stream) {
    if (!document.error()) count++;
  }
  return count;
}
}
