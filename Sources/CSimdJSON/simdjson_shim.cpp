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

// Room for a document of so many bytes, or an error.
static simdjson::error_code make_room(yagura_parser *parser, size_t length) {
  if (length > parser->parser.capacity()) {
    // parse() would grow the buffers but forget the depth bound.
    size_t wanted = length + length / 2;
    if (wanted > parser->max_bytes) wanted = parser->max_bytes;
    if (length > wanted) return simdjson::CAPACITY;
    auto error = parser->parser.allocate(wanted, parser->max_depth);
    if (error) return error;
  }
  if (length > parser->parser.doc.capacity()) return parser->parser.doc.allocate(parser->parser.capacity());
  return simdjson::SUCCESS;
}

yagura_document yagura_parse(yagura_parser *parser, const uint8_t *bytes, size_t length) {
  auto error = make_room(parser, length);
  if (!error) error = parser->parser.parse(bytes, length, false).error();
  if (error) return {static_cast<int32_t>(error), nullptr, nullptr};
  return {0, parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get()};
}

yagura_index yagura_find_structure(yagura_parser *parser, const uint8_t *bytes, size_t length) {
  auto error = make_room(parser, length);
  auto &found = *parser->parser.implementation;
  if (!error) error = found.stage1(bytes, length, simdjson::stage1_mode::regular);
  if (error) return {static_cast<int32_t>(error), 0, nullptr, nullptr, nullptr};
  auto &document = parser->parser.doc;
  return {0, found.n_structural_indexes, found.structural_indexes.get(), document.tape.get(),
          document.string_buf.get()};
}

yagura_document yagura_build(yagura_parser *parser) {
  auto &document = parser->parser.doc;
  auto error = parser->parser.implementation->stage2(document);
  if (error) return {static_cast<int32_t>(error), nullptr, nullptr};
  return {0, document.tape.get(), document.string_buf.get()};
}

void yagura_build_outlined(yagura_parser *parser, uint32_t index) {
  if (yagura_build(parser).error == 0) return;
  uint64_t *tape = parser->parser.doc.tape.get();
  tape[index] = static_cast<uint64_t>('{') << 56 | (index + 2);
  tape[index + 1] = static_cast<uint64_t>('}') << 56 | index;
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
